import type { ApiClientCredentials } from '@/api/generated/model';

/**
 * Commands for any POSIX shell that get a token and read the workspace with it.
 *
 * @param origin where the API is, as docs/reference/rest.md says
 */
export function curl(
  { clientId, secret, tokenUrl }: Pick<ApiClientCredentials, 'clientId' | 'secret' | 'tokenUrl'>,
  origin: string,
  workspace: string,
): string {
  return `TOKEN=$(curl -sS '${tokenUrl}' -d grant_type=client_credentials \\
  -d 'client_id=${clientId}' -d 'client_secret=${secret}' \\
  | sed -n 's/.*"access_token":"\\([^"]*\\)".*/\\1/p')
curl -sS '${origin}/api/v1/workspaces/${workspace}' -H "Authorization: Bearer $TOKEN"`;
}
