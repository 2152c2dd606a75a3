// Package upload names what users send us.
package upload

import (
	"path/filepath"

	"github.com/google/uuid"
)

// An Upload is one received file.
type Upload struct {
	ID   uuid.UUID
	Name string
}

// New gives the file an ID of its own, so that two files of one name do not meet.
func New(file string) Upload {
	return Upload{ID: uuid.New(), Name: filepath.Base(file)}
}
