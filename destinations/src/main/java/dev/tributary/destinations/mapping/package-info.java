/**
 * The steps from a value of a person, row or event to the value of a field: templates, value maps,
 * conditions, normalisation, hashes, and the conversion to the vendor's type.
 *
 * <p>The definition of a sync is compiled once; nothing is parsed per record. A value that cannot
 * be converted is an error of its record, and names no personal data. It depends on the manifest of
 * the connector and on the contracts.
 */
@NullMarked
package dev.tributary.destinations.mapping;

import org.jspecify.annotations.NullMarked;
