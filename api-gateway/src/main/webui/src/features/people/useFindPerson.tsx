import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lookUp } from '@/api/lookUp';
import { hasStatus } from '@/api/problem';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Leads to the person to whom an identifier belongs. */
export function useFindPerson() {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (wanted: { type: string; value: string }) => lookUp(workspace, wanted),
    onSuccess: (id) =>
      navigate({ to: '/w/$workspace/profiles/$profile', params: { workspace, profile: id } }),
    onError: (error, { value }) =>
      tell({
        color: 'gray',
        ...(hasStatus(error, 404)
          ? { title: t('profiles.nobody', { value }), message: t('profiles.nobodyDetail') }
          : { title: t('profiles.notLookedUp'), message: error.message }),
      }),
  });
}
