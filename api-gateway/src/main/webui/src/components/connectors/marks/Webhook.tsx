/** A request to an address. */
export const Webhook = (
  <>
    <circle cx="6" cy="12" r="2.8" />
    <circle cx="18.5" cy="6" r="2" />
    <circle cx="18.5" cy="18" r="2" />
    <path d="M8.6 10.8l8-3.9M8.6 13.2l8 3.9" />
  </>
);
