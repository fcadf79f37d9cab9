import { type Faults, faultIn } from '@/components/form/faults';
import { blockedOf } from './draft';

/** The flags that RE2 takes before an expression and a browser does not. */
const FLAGS = /^\(\?[imsU]+\)/;

/** Why a text is no regular expression, in the browser's words; the API, which uses RE2, has the last one. */
export function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern.trim().replace(FLAGS, ''));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface LineFault {
  /** From 1 on. */
  line: number;
  fault: string;
}

/** The first of several expressions that is wrong: as the API says, else as the browser does. */
export function blockedFault(text: string, faults: Faults, pointer: string): LineFault | undefined {
  const patterns = blockedOf(text);
  const faultOf = (index: number) =>
    faultIn(faults, `${pointer}/${index}`) ?? patternFault(patterns[index] ?? '');
  const index = patterns.findIndex((_, each) => faultOf(each) !== undefined);
  const fault = faultOf(index);
  return index < 0 || fault === undefined ? undefined : { line: index + 1, fault };
}
