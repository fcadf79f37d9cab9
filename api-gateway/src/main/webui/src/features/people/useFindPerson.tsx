import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lookUp } from '@/api/lookUp';
import { hasStatus } from '@/api/problem';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

interface Options {
  /** Says by itself that nobody was found, where no form shows it. */
  notify?: boolean;
}

/** Leads to the person to whom an identifier belongs. */
export function useFindPerson({ notify = true }: Options = {}) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (wanted: { type: string; value: string }) => lookUp(workspace, wanted),
    onSuccess: (id) =>
      navigate({ to: '/w/$workspace/profiles/$profile', params: { workspace, profile: id } }),
    onError: (error, { value }) => {
      if (notify) {
        tell({
          color: 'gray',
          title: t('profiles.nobody', { value }),
          message: hasStatus(error, 404) ? t('profiles.nobodyDetail') : error.message,
        });
      }
    },
  });
}
