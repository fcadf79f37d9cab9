import type {
  DestinationFields,
  Field,
  ObjectType,
  ValueSource,
  VendorField,
} from '@/api/generated/model';

/** The fields that an object has at the vendor, by name; undefined while they are not known. */
export type VendorFields = ReadonlyMap<string, VendorField>;

export function vendorFieldsOf(list: DestinationFields | undefined): VendorFields | undefined {
  return list?.state === 'read'
    ? new Map(list.data.map((field) => [field.name, field]))
    : undefined;
}

/**
 * The object with the fields of the vendor that take values. What the manifest declares keeps its label and its
 * type, and gets the options of the vendor.
 */
export function withVendorFields(object: ObjectType, vendor: VendorFields | undefined): ObjectType {
  if (vendor === undefined) {
    return object;
  }
  const declared = new Set(object.fields.map(({ name }) => name));
  const further =
    object.otherFields === null
      ? []
      : [...vendor.values()].filter(
          ({ name, readOnly }) => !readOnly && !declared.has(name) && takes(object, name),
        );
  return {
    ...object,
    fields: [
      ...object.fields.map((field) => merged(field, vendor.get(field.name))),
      ...further.map(fieldOf),
    ],
  };
}

/** Whether the object takes a field of this name; the expression is one of Java, so the API decides if it cannot be read. */
function takes({ otherFields }: ObjectType, name: string): boolean {
  if (otherFields === null) {
    return false;
  }
  try {
    return new RegExp(`^(?:${otherFields})$`, 'u').test(name);
  } catch {
    return true;
  }
}

function merged(field: Field, vendor: VendorField | undefined): Field {
  return vendor === undefined
    ? field
    : {
        ...field,
        required: field.required || vendor.required,
        options: field.options.length > 0 ? field.options : values(vendor),
      };
}

function fieldOf(vendor: VendorField): Field {
  return {
    name: vendor.name,
    label: vendor.label,
    type: vendor.type ?? 'json',
    options: values(vendor),
    required: vendor.required,
    help: null,
    example: null,
    suggested: null,
  };
}

function values({ options }: VendorField): string[] {
  return options.data.map(({ value }) => value);
}

/** Why the vendor will refuse the value of a field, as far as its list of fields says so. */
export type ValueFault = 'unknown' | 'readOnly' | 'noOption' | 'noNumber' | 'noBoolean';

export function misfitOf(
  field: string,
  from: ValueSource | null,
  object: ObjectType,
  list: DestinationFields | undefined,
): ValueFault | null {
  const vendor = vendorFieldsOf(list);
  if (vendor === undefined || field === '') {
    return null;
  }
  const found = vendor.get(field);
  if (found === undefined) {
    const declared =
      object.fields.some(({ name }) => name === field) ||
      object.links.some((link) => link.field === field);
    const inOtherCase = [...vendor.keys()].some(
      (name) => name.toLowerCase() === field.toLowerCase(),
    );
    return list?.complete && !declared && !inOtherCase ? 'unknown' : null;
  }
  if (found.readOnly) {
    return 'readOnly';
  }
  return from?.kind === 'constant' ? misfitOfConstant(found, from.value) : null;
}

function misfitOfConstant({ type, options }: VendorField, value: unknown): ValueFault | null {
  const text = typeof value === 'object' ? '' : String(value).trim();
  if (text === '') {
    return null;
  }
  if (options.closed && options.data.length > 0) {
    const known = new Set(options.data.map((option) => option.value.toLowerCase()));
    const chosen = options.several ? text.split(';') : [text];
    return chosen.every((each) => each.trim() === '' || known.has(each.trim().toLowerCase()))
      ? null
      : 'noOption';
  }
  if ((type === 'number' || type === 'integer') && Number.isNaN(Number(text))) {
    return 'noNumber';
  }
  return type === 'boolean' && !['true', 'false'].includes(text.toLowerCase()) ? 'noBoolean' : null;
}
