namespace RfaAuth.Input;

/// <summary>
/// An input object of a batch as it came. As with <see cref="VariablesArgument"/>, what PowerShell's logs write of the parameter is
/// this text; scripts get the object itself, as an error's TargetObject.
/// </summary>
internal sealed class InputArgument(object? value)
{
    internal object? Value { get; } = value;

    public override string ToString() => "(input)";
}

/// <summary>
/// Wraps each input object at once; it is read when its turn comes. Null stays null: PowerShell's binder fails where a null of the
/// pipeline becomes an object.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InputTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : PSObjects.Unwrap(inputData) as InputArgument ?? new InputArgument(inputData);
}
