import { expect, test } from 'vitest';
import { draftsByHand } from './drafts.ts';
import { sources } from './sources.ts';

/** Components that look like a form by hand, and why they are none. */
const NO_FORMS: Record<string, string> = {
  'features/alerts/RuleItem.tsx': 'its switch is sent at once; the state is an open question',
  'features/people/FindPerson.tsx':
    'a search: nothing is stored, and the answer of an older one is void',
  'pages/dictionary/Synonyms.tsx':
    'each word is sent at once, while the one before may be under way',
  'pages/identity/matching/UploadLabels.tsx': 'a file that was read, which nobody types',
  'pages/identity/rules/AddType.tsx':
    'sends nothing: the type becomes a line of the form of the rules',
  'pages/inbox/Decision.tsx': 'its time span is a filter: what it chooses is counted at once',
  'pages/profiles/identity/unmerge/Chooser.tsx':
    'sends nothing: the next step shows what is chosen',
  'pages/syncs/OpenedReplay.tsx': 'one of three choices, which nobody types',
};

test('a form keeps what is typed with useForm', () => {
  expect(draftsByHand(sources())).toEqual(Object.keys(NO_FORMS));
});

const BY_HAND = [
  ['a form', "const [text, setText] = useState('');\n<form onSubmit={submit}>"],
  [
    'a field with a request',
    "const [days, setDays] = useState<string>('');\nconst save = useMutation({});\n<Select onChange={setDays} />",
  ],
] as const;

test.each(BY_HAND)('%s with a state of its own is a finding', (_, text) => {
  expect(draftsByHand(new Map([['pages/team/Form.tsx', text]]))).toEqual(['pages/team/Form.tsx']);
});

test.each(BY_HAND)('%s that uses the hook, or one that is made of it, is none', (_, text) => {
  const using = (hook: string) => draftsByHand(new Map([['a.tsx', `${text}\n${hook}({ start })`]]));
  expect([using('useForm'), using('useSyncForm')]).toEqual([[], []]);
});

test.each([
  'const [opened, setOpened] = useState(false);\nconst remove = useMutation({});\n<Confirm />',
  'const change = useMutation({});\n<Select onChange={change.mutate} />',
  "const [sought, setSought] = useState('');\n<TextInput onChange={setSought} />",
])('a dialog, a choice that is sent at once and a filter are none: %s', (text) => {
  expect(draftsByHand(new Map([['a.tsx', text]]))).toEqual([]);
});
