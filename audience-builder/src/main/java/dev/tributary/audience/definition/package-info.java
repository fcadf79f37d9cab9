/**
 * The definitions of audiences.
 *
 * <p>Depends on the rule package and the contracts.
 */
@NullMarked
package dev.tributary.audience.definition;

import org.jspecify.annotations.NullMarked;
