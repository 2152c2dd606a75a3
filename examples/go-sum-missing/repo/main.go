package main

import (
	"fmt"
	"os"

	"example.org/upload-service/upload"
)

func main() {
	for _, file := range os.Args[1:] {
		fmt.Println(upload.New(file))
	}
}
