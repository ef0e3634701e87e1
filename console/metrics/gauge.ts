export interface Gauge {
  name: string
  help: string
  values: [labels: Record<string, string>, value: number][]
}

/** @param value null: there is none, which Prometheus can alarm on too */
export function gauge(name: string, help: string, value: number | null): Gauge {
  return { name, help, values: value === null ? [] : [[{}, value]] }
}

export function write({ name, help, values }: Gauge): string {
  const lines = values.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(
      ([label, text]) => `${label}="${text.replace(/["\\\n]/g, '_')}"`,
    )
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.map((line) => `${line}\n`).join('')}`
}
