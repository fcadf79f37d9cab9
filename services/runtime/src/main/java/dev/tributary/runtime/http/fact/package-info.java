/**
 * The internal route that returns the facts of a service. It depends on the packages fact and
 * http.installation.
 */
@NullMarked
package dev.tributary.runtime.http.fact;

import org.jspecify.annotations.NullMarked;
