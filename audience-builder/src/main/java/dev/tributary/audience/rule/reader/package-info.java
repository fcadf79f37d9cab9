/** Reads a rule from untrusted JSON, with the place and the reason of each error. */
@NullMarked
package dev.tributary.audience.rule.reader;

import org.jspecify.annotations.NullMarked;
