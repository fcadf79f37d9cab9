import type { Snippet } from './address';

export const python: Snippet = ({ url, writeKey }) => `# pip install segment-analytics-python
import segment.analytics as analytics

analytics.write_key = '${writeKey}'
analytics.host = '${url}'
# The answer of the person, from your consent form. Never a constant.
marketing = False
# What the person allows. Each event carries it to the destinations.
context = {'consent': {'categoryPreferences': {'marketing': marketing}}}

analytics.identify('user-1', {'email': 'mila@example.com'})
# Saves the person's answer. Send it when the person gives or changes an answer.
analytics.track('user-1', 'Segment Consent Preference Updated', {}, context)
analytics.track('user-1', 'Order Completed', {'orderId': 'order-1', 'revenue': 129}, context)
# Sends what is queued.
analytics.shutdown()`;
