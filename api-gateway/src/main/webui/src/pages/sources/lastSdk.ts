import { SDKS, type Sdk } from './sdks';

const KEY = 'tributary.last-sdk';

export function rememberSdk(sdk: Sdk): void {
  localStorage.setItem(KEY, sdk);
}

/** The SDK whose code the user looked at last in this browser, or else the first one. */
export function lastSdk(): Sdk {
  const last = localStorage.getItem(KEY);
  return SDKS.find((each) => each === last) ?? SDKS[0];
}
