// A PowerShell host with a user interface that answers every request for a credential or a choice, and keeps what is written: for the
// tests of prompting.
// Written for Add-Type on Windows PowerShell as well: C# 5.
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public sealed class AskingHost : PSHost
{
    private readonly Guid _id = Guid.NewGuid();
    private readonly AskingInterface _interface = new AskingInterface();

    public override PSHostUserInterface UI { get { return _interface; } }

    public override string Name { get { return "AskingHost"; } }

    public override Version Version { get { return new Version(1, 0); } }

    public override Guid InstanceId { get { return _id; } }

    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }

    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }

    public override void EnterNestedPrompt() { }

    public override void ExitNestedPrompt() { }

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }
}

public sealed class AskingInterface : PSHostUserInterface
{
    private readonly BlankScreen _screen = new BlankScreen();

    // The user names with which it was asked, in order.
    public readonly List<string> Asked = new List<string>();

    // What it was told that the credentials are for, in the same order.
    public readonly List<string> Messages = new List<string>();

    // What it does when asked: "answer", "cancel", "throw", "not implemented", "null" (as a console whose input is closed) or "nothing"
    // (an answer that is none of the choices). The lines of streams are refused as well by "deaf".
    public string Behaviour = "answer";

    // The questions that offered a choice, in order.
    public readonly List<string> Questions = new List<string>();

    // The number of the choice that it makes.
    public int Choice;

    // The warnings that were shown.
    public readonly List<string> Warnings = new List<string>();

    // The lines that were written to the host itself, and to no stream.
    public readonly List<string> Lines = new List<string>();

    public override PSHostRawUserInterface RawUI { get { return _screen; } }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        Asked.Add(userName);
        Messages.Add(message);
        if (Behaviour == "cancel")
            return null;
        if (Behaviour == "throw")
            throw new HostException("There is nobody.");
        var password = new SecureString();
        password.AppendChar('x');
        return new PSCredential(userName.Length > 0 ? userName : "typed", password);
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedTypes, PSCredentialUIOptions options)
    {
        return PromptForCredential(caption, message, userName, targetName);
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) { throw new NotImplementedException(); }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add(message);
        switch (Behaviour)
        {
            case "throw": throw new HostException("There is nobody.");
            case "not implemented": throw new NotImplementedException();
            case "null": throw new NullReferenceException();
            case "nothing": return -1;
            case "deaf": throw new NotImplementedException();
            default: return Choice;
        }
    }

    public override string ReadLine() { throw new NotImplementedException(); }

    public override SecureString ReadLineAsSecureString() { throw new NotImplementedException(); }

    public override void Write(string value) { }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }

    public override void WriteLine(string value) { Lines.Add(value); }

    public override void WriteErrorLine(string value) { }

    public override void WriteDebugLine(string message) { Show(null, message); }

    public override void WriteVerboseLine(string message) { Show(null, message); }

    public override void WriteWarningLine(string message) { Show(Warnings, message); }

    public override void WriteProgress(long sourceId, ProgressRecord record) { Show(null, null); }

    private void Show(List<string> list, string message)
    {
        if (Behaviour == "deaf")
            throw new NotImplementedException();
        if (list != null)
            list.Add(message);
    }
}

public sealed class BlankScreen : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; }

    public override ConsoleColor BackgroundColor { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; }

    public override Size BufferSize { get; set; }

    public override Size WindowSize { get; set; }

    public override Size MaxWindowSize { get { return new Size(80, 25); } }

    public override Size MaxPhysicalWindowSize { get { return new Size(80, 25); } }

    public override bool KeyAvailable { get { return false; } }

    public override string WindowTitle { get; set; }

    public override KeyInfo ReadKey(ReadKeyOptions options) { throw new NotImplementedException(); }

    public override void FlushInputBuffer() { }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) { return new BufferCell[0, 0]; }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }
}
