import { lookUpProfile } from '@/api/generated/operations';

/** The id of the profile with an identifier; fails with 404 where there is none. */
export async function lookUp(
  workspace: string,
  identifier: { type: string; value: string },
): Promise<string> {
  const found = await lookUpProfile(workspace, identifier);
  if (!('id' in found)) {
    throw new TypeError('One identifier was asked for, and a list answered');
  }
  return found.id;
}
