/**
 * The house's rules about who may import whom, for each service to check itself with.
 *
 * <p>It depends on ArchUnit.
 */
@NullMarked
package dev.tributary.testkit.architecture;

import org.jspecify.annotations.NullMarked;
