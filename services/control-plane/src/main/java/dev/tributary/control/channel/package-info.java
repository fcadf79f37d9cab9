/**
 * The channels of alerts: e-mail, Slack, webhooks. Addresses that customers enter are reached
 * within the runtime's egress policy only. The mail server belongs to the operator.
 */
@NullMarked
package dev.tributary.control.channel;

import org.jspecify.annotations.NullMarked;
