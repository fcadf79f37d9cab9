/**
 * The rules about dependencies between packages, with which each module checks itself.
 *
 * <p>It depends on ArchUnit.
 */
@NullMarked
package dev.tributary.testkit.architecture;

import org.jspecify.annotations.NullMarked;
