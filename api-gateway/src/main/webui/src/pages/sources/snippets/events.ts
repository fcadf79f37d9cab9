/**
 * The body of a request that saves an answer about consent and sends an order, for code without an SDK.
 *
 * @param marketing how the code puts the answer of the person into the JSON text
 */
export const events = (marketing: string) => `{"batch": [
  {"type": "identify", "userId": "user-1", "traits": {"email": "mila@example.com"}},
  {"type": "track", "userId": "user-1", "event": "Segment Consent Preference Updated",
    "context": {"consent": {"categoryPreferences": {"marketing": ${marketing}}}}},
  {"type": "track", "userId": "user-1", "event": "Order Completed",
    "properties": {"orderId": "order-1", "revenue": 129},
    "context": {"consent": {"categoryPreferences": {"marketing": ${marketing}}}}}
]}`;
