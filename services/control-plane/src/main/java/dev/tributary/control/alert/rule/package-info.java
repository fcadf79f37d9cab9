/**
 * The rules of alerts: one rule for each kind computes findings, with their texts, from facts.
 * Pure.
 */
@NullMarked
package dev.tributary.control.alert.rule;

import org.jspecify.annotations.NullMarked;
