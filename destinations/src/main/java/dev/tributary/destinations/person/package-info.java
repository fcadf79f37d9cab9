/** The traits that answers show about people, as a port. Pure. */
@NullMarked
package dev.tributary.destinations.person;

import org.jspecify.annotations.NullMarked;
