export function Logo() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 32 32"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="3.2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M3 7c7 0 7 9 14 9" opacity="0.75" />
      <path d="M3 25c7 0 7-9 14-9h12" />
    </svg>
  );
}
