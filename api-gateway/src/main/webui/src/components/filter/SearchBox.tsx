import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';

/** Filters a list by name; what is typed lives in the address. */
export function SearchBox({ label }: { label: string }) {
  const { q = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <TextInput
      type="search"
      w={260}
      maw="100%"
      leftSection={<IconSearch size={16} aria-hidden />}
      aria-label={label}
      placeholder={label}
      value={q}
      onChange={({ currentTarget: { value } }) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...before, q: value || undefined }),
          replace: true,
        })
      }
    />
  );
}
