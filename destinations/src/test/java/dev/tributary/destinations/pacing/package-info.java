/** Tests of budgets and of the pace of an account, in virtual time. */
@NullMarked
package dev.tributary.destinations.pacing;

import org.jspecify.annotations.NullMarked;
