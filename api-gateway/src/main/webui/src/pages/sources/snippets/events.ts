/** The body of a request that saves an answer about consent and sends an order, for code without an SDK. */
export const EVENTS = `{"batch": [
  {"type": "identify", "userId": "user-1", "traits": {"email": "mila@example.com"}},
  {"type": "track", "userId": "user-1", "event": "Segment Consent Preference Updated",
    "context": {"consent": {"categoryPreferences": {"marketing": true}}}},
  {"type": "track", "userId": "user-1", "event": "Order Completed",
    "properties": {"orderId": "order-1", "revenue": 129},
    "context": {"consent": {"categoryPreferences": {"marketing": true}}}}
]}`;
