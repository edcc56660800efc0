namespace RfaAuth.Core.GraphQL.Language;

/// <summary>An input value as written in a document (GraphQL specification, section 2.9).</summary>
internal abstract record Value(SourceLocation Location);

/// <param name="Name">The variable's name without its <c>$</c>.</param>
/// <param name="Location">Where the <c>$</c> stands.</param>
internal sealed record Variable(string Name, SourceLocation Location) : Value(Location);

/// <param name="Text">The digits as written: their size has no limit here.</param>
/// <param name="Location">Where the number starts.</param>
internal sealed record IntValue(string Text, SourceLocation Location) : Value(Location);

/// <param name="Text">The number as written.</param>
/// <param name="Location">Where the number starts.</param>
internal sealed record FloatValue(string Text, SourceLocation Location) : Value(Location);

/// <param name="Text">The string it stands for: escapes resolved, a block string's indentation removed.</param>
/// <param name="IsBlock">Whether it was written between triple quotes.</param>
/// <param name="Location">Where the opening quote stands.</param>
internal sealed record StringValue(string Text, bool IsBlock, SourceLocation Location) : Value(Location);

internal sealed record BooleanValue(bool IsTrue, SourceLocation Location) : Value(Location);

internal sealed record NullValue(SourceLocation Location) : Value(Location);

internal sealed record EnumValue(string Name, SourceLocation Location) : Value(Location);

internal sealed record ListValue(IReadOnlyList<Value> Items, SourceLocation Location) : Value(Location);

internal sealed record ObjectValue(IReadOnlyList<ObjectField> Fields, SourceLocation Location) : Value(Location);

internal sealed record ObjectField(string Name, Value Value, SourceLocation Location);
