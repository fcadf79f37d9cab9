/** Says a rule in words, and explains why a person matches it. */
@NullMarked
package dev.tributary.audience.rule.describe;

import org.jspecify.annotations.NullMarked;
