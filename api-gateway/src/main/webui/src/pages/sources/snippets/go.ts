import type { Snippet } from './address';

export const go: Snippet = ({ url, writeKey }) => `// go get github.com/segmentio/analytics-go/v3
package main

import (
	"log"

	"github.com/segmentio/analytics-go/v3"
)

func main() {
	client, err := analytics.NewWithConfig("${writeKey}", analytics.Config{Endpoint: "${url}"})
	if err != nil {
		log.Fatal(err)
	}
	// Sends what is queued.
	defer client.Close()

	// The answer of the person, from your consent form. Never a constant.
	marketing := false
	// What the person allows. Each event carries it to the destinations.
	consent := &analytics.Context{Extra: map[string]interface{}{
		"consent": map[string]interface{}{"categoryPreferences": map[string]bool{"marketing": marketing}},
	}}
	messages := []analytics.Message{
		analytics.Identify{UserId: "user-1", Traits: analytics.NewTraits().SetEmail("mila@example.com")},
		// Saves the person's answer. Send it when the person gives or changes an answer.
		analytics.Track{UserId: "user-1", Event: "Segment Consent Preference Updated", Context: consent},
		analytics.Track{
			UserId:     "user-1",
			Event:      "Order Completed",
			Properties: analytics.Properties{"orderId": "order-1", "revenue": 129},
			Context:    consent,
		},
	}
	for _, message := range messages {
		if err := client.Enqueue(message); err != nil {
			log.Fatal(err)
		}
	}
}`;
