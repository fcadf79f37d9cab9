/**
 * The messages that people receive outside of the web UI: announcements of alerts by e-mail, Slack
 * and webhooks, and invitations by e-mail. Addresses that customers enter are reached within the
 * runtime's egress policy only. The mail server belongs to the operator.
 */
@NullMarked
package dev.tributary.control.notice;

import org.jspecify.annotations.NullMarked;
