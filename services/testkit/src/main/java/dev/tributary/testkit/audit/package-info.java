/** The trails of administration and of reads that services have written. */
@NullMarked
package dev.tributary.testkit.audit;

import org.jspecify.annotations.NullMarked;
