/**
 * Alert rules of single objects, which users set: an audience, a sync, a source or a model, with a
 * threshold. Pure. It depends on the contracts and on the packages alert and alert.rule.
 */
@NullMarked
package dev.tributary.control.alert.object;

import org.jspecify.annotations.NullMarked;
