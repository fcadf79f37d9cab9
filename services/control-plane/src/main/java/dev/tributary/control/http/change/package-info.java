/**
 * The stream of changes of a workspace, over REST.
 *
 * <p>Depends on the domain package {@code change} and on the runtime.
 */
@NullMarked
package dev.tributary.control.http.change;

import org.jspecify.annotations.NullMarked;
