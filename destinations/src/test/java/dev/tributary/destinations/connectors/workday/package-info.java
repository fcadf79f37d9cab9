/** The meaning of Workday's answers. */
@NullMarked
package dev.tributary.destinations.connectors.workday;

import org.jspecify.annotations.NullMarked;
