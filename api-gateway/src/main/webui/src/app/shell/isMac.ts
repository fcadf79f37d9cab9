/** Whether shortcuts have Command: on Apple's systems, Ctrl and a letter edit text, for example Ctrl+K. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
