/**
 * Which people enter and leave audiences: decisions about one person at a time, pure and without a
 * store.
 *
 * <p>Depends on the packages rule and catalogue and on the contracts.
 */
@NullMarked
package dev.tributary.audience.membership;

import org.jspecify.annotations.NullMarked;
