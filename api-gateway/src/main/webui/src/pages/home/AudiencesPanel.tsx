import { useTranslation } from 'react-i18next';
import type { Audience } from '@/api/generated/model';
import { useWorkspace } from '@/app/workspace/here';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';

const SHOWN = 6;

/** The largest audiences. */
export function AudiencesPanel({ audiences }: { audiences: Audience[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  if (audiences.length === 0) {
    return null;
  }
  const largest = audiences.toSorted((a, b) => b.size - a.size).slice(0, SHOWN);
  return (
    <Panel
      title={t('home.largestAudiences')}
      aside={
        <TextLink to="/w/$workspace/audiences" params={{ workspace }} fz="sm">
          {t('home.allAudiences')}
        </TextLink>
      }
    >
      <ul className="plain-list">
        {largest.map(({ id, name, size }) => (
          <li key={id}>
            <TextLink to="/w/$workspace/audiences/$audience" params={{ workspace, audience: id }}>
              {name}
            </TextLink>
            <strong>{formats.number(size)}</strong>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
