import type { PersonLabel } from '@/api/generated/model';
import { labelPeople } from '@/api/generated/operations';

/** As many as the API labels at once. */
const MOST = 200;

/** What is asked for within this time goes in one request. */
const TOGETHER_MS = 20;

interface Waiting {
  profile: string;
  resolve: (label: PersonLabel) => void;
  reject: (reason: unknown) => void;
}

const waiting = new Map<string, Waiting[]>();

/** The label of a person. All people who are asked for at the same time are read with one request. */
export function labelOf(workspace: string, profile: string): Promise<PersonLabel> {
  return new Promise((resolve, reject) => {
    const together = waiting.get(workspace);
    if (together) {
      together.push({ profile, resolve, reject });
    } else {
      waiting.set(workspace, [{ profile, resolve, reject }]);
      setTimeout(() => ask(workspace), TOGETHER_MS);
    }
  });
}

function ask(workspace: string): void {
  const all = waiting.get(workspace) ?? [];
  waiting.delete(workspace);
  for (let from = 0; from < all.length; from += MOST) {
    void label(workspace, all.slice(from, from + MOST));
  }
}

async function label(workspace: string, people: readonly Waiting[]): Promise<void> {
  try {
    const profiles = people.map(({ profile }) => profile);
    const { data } = await labelPeople(workspace, { profiles });
    const labels = new Map(data.map(({ profile, person }) => [profile, person]));
    for (const { profile, resolve, reject } of people) {
      const found = labels.get(profile);
      if (found) {
        resolve(found);
      } else {
        reject(new TypeError(`The answer has no label of ${profile}`));
      }
    }
  } catch (failure) {
    for (const { reject } of people) {
      reject(failure);
    }
  }
}
