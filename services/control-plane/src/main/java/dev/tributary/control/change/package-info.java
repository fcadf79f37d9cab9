/**
 * Readers that follow which objects of a workspace change, at one instance.
 *
 * <p>Every instance gets the changes of all services. The package depends on the contracts, on
 * Mutiny and on the domain packages of the runtime only.
 */
@NullMarked
package dev.tributary.control.change;

import org.jspecify.annotations.NullMarked;
