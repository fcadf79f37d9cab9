/** The descriptions of the errors of a request body. */
@NullMarked
package dev.tributary.runtime.problem;

import org.jspecify.annotations.NullMarked;
