import templates from './templates.json';

export type TemplateId = keyof typeof templates;

export const TEMPLATES = Object.keys(templates) as TemplateId[];
