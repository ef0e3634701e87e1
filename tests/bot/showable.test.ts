import { expect, test } from 'vitest'
import { showable } from '#core/slack/showable.ts'

const megabyte = 1024 * 1024

function file(filename: string, contentType: string, size = 9) {
  return { filename, contentType, size }
}

test.each([
  ['photo.JPG', 'image/jpeg', true],
  ['report.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', true],
  ['server.log', 'application/octet-stream', true],
  ['macros.docm', 'application/vnd.ms-word.document.macroenabled.12', false],
  ['macros.docx', 'application/vnd.ms-word.document.macroenabled.12', false],
  ['setup.exe', 'image/png', false],
  ['photo.png', 'application/x-msdownload', false],
  ['photo.png.js', 'text/plain', false],
  ['note.txt', 'text/html', false],
  ['drawing.svg', 'image/svg+xml', false],
  ['drawing.png', 'image/svg+xml', false],
  ['all.zip', 'application/zip', false],
  ['noname', 'image/png', false],
])('%s of type %s is shown in Slack: %s', (filename, contentType, isShown) => {
  expect(showable([file(filename, contentType)])).toHaveLength(isShown ? 1 : 0)
})

test('no empty file, none above 10 MB, no more than 25 MB together, and ten at most', () => {
  const sized = (...sizes: number[]) => sizes.map((size) => file('a.txt', 'text/plain', size))
  const sizes = (...all: number[]) => showable(sized(...all)).map(({ size }) => size)
  expect(sizes(0, 10 * megabyte, 10 * megabyte + 1)).toEqual([10 * megabyte])
  expect(sizes(9 * megabyte, 9 * megabyte, 8 * megabyte, 7 * megabyte)).toEqual([
    9 * megabyte,
    9 * megabyte,
    7 * megabyte,
  ])
  expect(sizes(...Array.from({ length: 12 }, () => 1))).toHaveLength(10)
})
