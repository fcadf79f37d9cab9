/** A customer list: cards with a person. */
export const Hubspot = (
  <>
    <rect x="3" y="5" width="18" height="14" rx="3" />
    <circle cx="9" cy="11" r="2.2" />
    <path d="M5.8 16c.6-1.8 5.8-1.8 6.4 0M15 10h3M15 14h3" />
  </>
);
