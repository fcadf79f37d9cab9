package dev.tributary.runtime.openapi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Discriminator;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Divides the schema of an object into variants that one of its fields distinguishes. The schema
 * becomes a choice of the variants. Used once, by one thread.
 */
public final class SchemaVariants {
  private final String name;
  private final Schema schema;
  private final String field;
  private final Map<String, Schema> variants = new TreeMap<>();
  private final Discriminator discriminator;

  /**
   * @param name the name of the schema
   * @param field the field that distinguishes the variants
   */
  public SchemaVariants(String name, Schema schema, String field) {
    this.name = name;
    this.schema = schema;
    this.field = field;
    this.discriminator = OASFactory.createDiscriminator().propertyName(field);
  }

  /**
   * Adds a variant with some of the fields.
   *
   * @param value of the distinguishing field, which the variant requires
   * @param fields the fields of the variant, the distinguishing one included or not
   * @return the variant, which the caller may change
   */
  public Schema add(String value, Stream<String> fields) {
    Schema variant =
        OASFactory.createSchema().addType(SchemaType.OBJECT).description(schema.getDescription());
    List<String> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
    Schema distinguishing = Objects.requireNonNull(schema.getProperties().get(field));
    variant
        .addProperty(
            field,
            OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .addEnumeration(value)
                .description(distinguishing.getDescription()))
        .addRequired(field);
    fields
        .filter(each -> !each.equals(field))
        .forEach(each -> {
          variant.addProperty(each, Objects.requireNonNull(schema.getProperties().get(each)));
          if (required.contains(each)) {
            variant.addRequired(each);
          }
        });
    String variantName = name + capitalised(value);
    variants.put(variantName, variant);
    discriminator.addMapping(value, ComponentSchemas.PREFIX + variantName);
    return variant;
  }

  /**
   * Adds a variant for all values of the distinguishing field that no other variant has. Call this
   * after the other variants are added.
   *
   * @param suffix of the name of the variant
   * @param fields as above
   * @return the variant, which the caller may change
   */
  public Schema addOther(String suffix, Stream<String> fields) {
    List<Object> others = List.copyOf(discriminator.getMapping().keySet());
    Schema variant = add(suffix, fields);
    discriminator.removeMapping(suffix);
    Schema distinguishing = Objects.requireNonNull(variant.getProperties().get(field));
    distinguishing.enumeration(null).not(OASFactory.createSchema().enumeration(others));
    return variant;
  }

  /**
   * Makes the schema a choice of the variants.
   *
   * @return the variants by name
   */
  public Map<String, Schema> choice() {
    schema.setType(null);
    schema.setProperties(null);
    schema.setRequired(null);
    schema
        .oneOf(variants.keySet().stream().map(ComponentSchemas::reference).toList())
        .discriminator(discriminator);
    return variants;
  }

  /** The text with a capital letter, as in names of schemas; {@code list-members} has two. */
  public static String capitalised(String text) {
    StringBuilder name = new StringBuilder();
    for (String part : text.split("[^A-Za-z0-9]+")) {
      name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return name.toString();
  }
}
