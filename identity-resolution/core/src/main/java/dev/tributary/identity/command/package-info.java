/** Commands: requests that change stored state, as records on the log. */
@NullMarked
package dev.tributary.identity.command;

import org.jspecify.annotations.NullMarked;
