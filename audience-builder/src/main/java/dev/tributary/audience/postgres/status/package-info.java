/** The states and sizes of audiences, and the rules that a loop has read. */
@NullMarked
package dev.tributary.audience.postgres.status;

import org.jspecify.annotations.NullMarked;
