/**
 * Writes the grammar of audience rules, as the API's document describes it, beside the generated
 * client: the editor of rules has no list of operators, fields or limits of its own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { sourceOf } from './rule-grammar.mjs';

const DOCUMENT = new URL('../../../../../docs/reference/openapi.json', import.meta.url);
const TARGET = new URL('../src/api/generated/ruleGrammar.ts', import.meta.url);

writeFileSync(TARGET, sourceOf(JSON.parse(readFileSync(DOCUMENT, 'utf8'))));
