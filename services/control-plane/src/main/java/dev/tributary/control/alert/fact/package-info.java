/**
 * The facts for alerts that services publish, between their arrival and the next check. It depends
 * on the contracts and on the package alert.
 */
@NullMarked
package dev.tributary.control.alert.fact;

import org.jspecify.annotations.NullMarked;
