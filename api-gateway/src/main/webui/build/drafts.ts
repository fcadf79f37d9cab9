import type { Sources } from './imports.ts';

const STATE = /\buseState\s*[<(]/;
const FORM_HOOK = /\buse\w*Form\b/;
const FORM = /<form\b/;
const FIELD = /\bonChange=\{/;
const SENDS = /\buseMutation\s*[<(]/;

/**
 * The components with a form, or with a field and a request that changes something, that keep state
 * but use no form hook. A draft that a hook or another component keeps is not found: the source of
 * one file does not show whether a state is what a user types.
 */
export function draftsByHand(sources: Sources): string[] {
  return [...sources]
    .filter(([file]) => file.endsWith('.tsx') && !file.includes('.test.'))
    .filter(([, text]) => STATE.test(text) && !FORM_HOOK.test(text))
    .filter(([, text]) => FORM.test(text) || (FIELD.test(text) && SENDS.test(text)))
    .map(([file]) => file)
    .sort();
}
